-- What was said at the start of a pipeline about state of another program.

ALTER TABLE pipeline ADD COLUMN bootstrap_policy TEXT;
