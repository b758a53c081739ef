-- The state that a finding took an instance out of: who dies in service is healed.
alter table resource_instance add column state_before varchar(20);

-- What a policy remembers of an instance, or for scaling of a cluster's first member. It has no
-- foreign key, so that no count waits for a transition; what is left over is removed from time to time.
create table policy_state (
  resource_id varchar(64)  not null,
  policy      varchar(100) not null,
  -- What reports in a row have asked for, and how many; null and 0 where the last one was fine.
  asked       varchar(20),
  asked_count integer      not null,
  since       timestamp with time zone,
  message     varchar(255),
  -- Whether a report came since Start, so that others are due.
  reporting   boolean      not null,
  -- Firings since the last OK.
  attempts    integer      not null,
  changed_at  timestamp with time zone not null,
  last_fired_at timestamp with time zone,
  primary key (resource_id, policy)
);

-- The firings of the last hour.
create table policy_firing (
  resource_id varchar(64)  not null,
  policy      varchar(100) not null,
  fired_at    timestamp with time zone not null,
  action      varchar(20)  not null,
  request_id  varchar(64)  not null,
  primary key (resource_id, policy, request_id)
);
