-- After the rows: indexes, the change log's triggers, a view, two accounts (passwords come from the environment).
CREATE INDEX card_ne ON card (ne_id, card_id);
CREATE INDEX port_card ON port (card_id, port_id);
CREATE INDEX port_circuit ON port (circuit_id);
CREATE INDEX circuit_cust ON circuit (cust_id, circuit_id);
CREATE INDEX circuit_name ON circuit (ckt_name);
CREATE INDEX hop_a ON circuit_hop (a_port_id);
CREATE INDEX hop_z ON circuit_hop (z_port_id);
CREATE INDEX ne_by_name ON ne (ne_name);
CREATE INDEX ne_by_ip ON ne (mgmt_ip);
CREATE INDEX ne_by_site ON ne (site_code, ne_id);

CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE k integer;
BEGIN
  EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) USING CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END INTO k;
  INSERT INTO inv.chg_log (tbl, row_id, op) VALUES (upper(TG_TABLE_NAME), k, left(TG_OP, 1));
  RETURN NULL;
END $$;
CREATE TRIGGER ne_chg AFTER INSERT OR UPDATE OR DELETE ON ne FOR EACH ROW EXECUTE FUNCTION log_change('ne_id');
CREATE TRIGGER port_chg AFTER INSERT OR UPDATE OR DELETE ON port FOR EACH ROW EXECUTE FUNCTION log_change('port_id');
CREATE TRIGGER circuit_chg AFTER INSERT OR UPDATE OR DELETE ON circuit FOR EACH ROW EXECUTE FUNCTION log_change('circuit_id');

CREATE VIEW v_port_full AS
  SELECT p.*, c.slot, c.card_type, n.ne_id, n.ne_name, n.site_code FROM port p LEFT JOIN card c USING (card_id) LEFT JOIN ne n USING (ne_id);
UPDATE ne SET status_cd = 'OS' WHERE ne_id = 7;

\getenv ro_password LAB_RO_PASSWORD
\getenv rw_password LAB_RW_PASSWORD
SELECT 'CREATE ROLE ' || r || ' LOGIN' FROM unnest(ARRAY['oss_ro', 'oss_rw']) r WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) \gexec
ALTER ROLE oss_ro PASSWORD :'ro_password' CONNECTION LIMIT 5;
ALTER ROLE oss_rw PASSWORD :'rw_password' CONNECTION LIMIT 10;
ALTER ROLE oss_ro SET statement_timeout = '15s';
GRANT USAGE ON SCHEMA inv TO oss_ro, oss_rw;
GRANT SELECT ON ALL TABLES IN SCHEMA inv TO oss_ro, oss_rw;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA inv TO oss_rw;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA inv TO oss_rw;
ANALYZE;
