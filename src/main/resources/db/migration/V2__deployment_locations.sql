-- Deployment locations that clients made; those of locations.yml are not here.

create table deployment_location (
  name             varchar(100) primary key,
  type             varchar(255) not null,
  properties       text         not null,
  created_at       timestamp with time zone not null,
  last_modified_at timestamp with time zone not null
);
