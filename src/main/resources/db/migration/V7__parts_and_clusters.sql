-- A request that a process of another one made; null where somebody asked for it.
alter table transition_request add column parent_request_id varchar(64);
create index transition_request_parent on transition_request (parent_request_id);

-- Instances that were scaled out of one, and that one. What is not here is alone in its cluster.
create table cluster_member (
  resource_id   varchar(64) primary key references resource_instance on delete cascade,
  cluster_id    varchar(64) not null,
  -- 1 for the first; of the others, what their names end with.
  member_number integer     not null,
  -- The request that added it; null for the first.
  added_by      varchar(64),
  -- Whether the target of the policy knows it.
  joined        boolean     not null,
  unique (cluster_id, member_number)
);
create index cluster_member_added_by on cluster_member (added_by);

-- Names of the properties with addresses that the client asked for, each followed by a comma: what is
-- made anew gets these again. Null where that is not known any more.
alter table resource_instance add column asked_addresses text;
