-- An upgrade that can still be taken back: what the instance was before, and what it becomes.
create table upgrade (
  request_id      varchar(64)  primary key references transition_request on delete cascade,
  resource_id     varchar(64)  not null unique references resource_instance on delete cascade,
  from_type       varchar(120) not null,
  from_properties text         not null,
  from_state      varchar(20),
  from_container  varchar(255) not null,
  to_type         varchar(120) not null,
  to_properties   text         not null
);
