-- When the manager looks whether a request is overdue; null where it has ended, and where it is a
-- part, which ends with its whole.
alter table transition_request add column deadline_check_at timestamp with time zone;

update transition_request set deadline_check_at = deadline_at
 where open_resource_id is not null and parent_request_id is null;

create index transition_request_deadline on transition_request (deadline_check_at);
