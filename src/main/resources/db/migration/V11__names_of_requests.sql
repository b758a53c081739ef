-- The name of the instance a request is about, which outlives the instance.
alter table transition_request add column resource_name varchar(255) default '' not null;
update transition_request
   set resource_name = (select i.resource_name from resource_instance i
                         where i.resource_id = transition_request.resource_id)
 where exists (select 1 from resource_instance i
                where i.resource_id = transition_request.resource_id);
create index transition_request_name on transition_request (resource_name, started_at);

-- Whether a failure of the uninstall script does not keep the rest of an Uninstall from being done.
alter table transition_request add column forced boolean default false not null;
