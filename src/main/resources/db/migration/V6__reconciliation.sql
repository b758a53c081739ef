-- Why an instance is in its state, where something other than a transition put it there.
alter table resource_instance add column state_reason text;

-- The name of this inventory, one row: what its objects on container hosts are labelled with.
create table inventory_identity (
  only_row   integer     primary key check (only_row = 1),
  manager_id varchar(64) not null
);
