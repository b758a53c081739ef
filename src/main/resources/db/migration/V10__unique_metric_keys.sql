-- The metricKey again, unique: rows that share a key with another from before this rule have none here.
alter table resource_instance add column unique_metric_key varchar(255);

update resource_instance set unique_metric_key = metric_key
where metric_key in (
  select metric_key from resource_instance group by metric_key having count(*) = 1);

alter table resource_instance
  add constraint resource_instance_unique_metric_key unique (unique_metric_key);
