-- The values that an instance had before it took over those of a request: it gets them back where the
-- request fails. Null where the request brought none.
alter table transition_request add column values_before text;
