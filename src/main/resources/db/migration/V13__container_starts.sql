-- When the engine started the container of an instance last, by its own clock and in its own words, as
-- far as this manager had a hand in it or took notice; null where that is not known.
alter table resource_instance add column container_started_at varchar(64);
