-- Finished requests are removed by their age.
create index transition_request_finished on transition_request (finished_at);

-- Messages that the broker refuses for good: for a person to look at, out of the way of the others.
create table outbox_parked (
  id         bigint primary key,
  record_key varchar(64) not null,
  payload    text        not null,
  created_at timestamp with time zone not null,
  parked_at  timestamp with time zone not null,
  reason     text        not null
);
