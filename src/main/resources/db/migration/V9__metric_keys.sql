-- Each post of metrics is looked up by its key once.
create index resource_instance_metric_key on resource_instance (metric_key);
