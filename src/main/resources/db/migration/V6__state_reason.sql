-- Why an instance is in its state, where something other than a transition put it there.
alter table resource_instance add column state_reason text;
