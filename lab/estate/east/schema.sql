-- netdoc, the eastern operator's database: text keys, ISO dates, rates in bits per second.
CREATE TABLE site (
  site_code    TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  iso_country  TEXT,
  market       TEXT,  -- CE the east, SE the Balkans
  street       TEXT,
  lat          REAL,
  lon          REAL
);
CREATE TABLE node (
  node_key        TEXT PRIMARY KEY,  -- FRA-CR1
  hostname        TEXT,
  tid             TEXT,  -- TL1 target identifier
  function        TEXT,  -- core, provider-edge, aggregation, roadm, ila, olt, cell-site
  vendor          TEXT,
  model           TEXT,
  os_release      TEXT,
  serial_no       TEXT,
  mgmt_ipv4       TEXT,
  site_code       TEXT,
  market          TEXT,
  lifecycle       TEXT,  -- live, planned, retired
  commissioned_on TEXT   -- ISO date
);
CREATE TABLE module (
  node_key  TEXT,
  slot      INTEGER,
  part      TEXT,
  serial_no TEXT,
  PRIMARY KEY (node_key, slot)
);
CREATE TABLE interface (
  node_key      TEXT,
  ifname        TEXT,
  slot          INTEGER,
  bandwidth_bps INTEGER,
  mac           TEXT,
  admin_status  TEXT,  -- up, down
  oper_status   TEXT,  -- up, down
  circuit_ref   TEXT,  -- of this database: what ends here, the lowest layer
  far_circuit   TEXT,  -- of another operator
  PRIMARY KEY (node_key, ifname)
);
CREATE TABLE trunk (
  circuit_ref   TEXT PRIMARY KEY,
  layer         TEXT,  -- dark-fibre, oms, wavelength, backbone, ethernet, access
  bandwidth_bps INTEGER,
  length_km     REAL,
  market        TEXT,
  a_node        TEXT,
  a_if          TEXT,
  z_node        TEXT,
  z_if          TEXT,
  far_tid       TEXT,  -- the far end at another operator: target identifier,
  far_ip        TEXT,  -- or management address,
  far_if        TEXT   -- and port
);
-- What it rides on: a trunk of this database, or a circuit of another operator.
CREATE TABLE trunk_over (circuit_ref TEXT, carrier_ref TEXT, partner_circuit TEXT);
CREATE TABLE account (account_no TEXT PRIMARY KEY, legal_name TEXT, service_class TEXT);
CREATE TABLE product (
  product_no  TEXT PRIMARY KEY,
  label       TEXT,
  family      TEXT,
  account_no  TEXT,
  status      TEXT,  -- live, on-hold, ordered
  active_from TEXT   -- ISO, with offset
);
CREATE TABLE product_path (
  product_no      TEXT,
  seq             INTEGER,
  leg             TEXT,  -- primary, secondary, uni
  circuit_ref     TEXT,
  node_key        TEXT,
  ifname          TEXT,
  partner_circuit TEXT,  -- a circuit of another operator
  partner_tid     TEXT,  -- a port of another operator: its device's target identifier
  partner_ip      TEXT,  -- or address
  partner_if      TEXT
);
-- The fibres under it.
CREATE TABLE product_fibre (product_no TEXT, leg TEXT, circuit_ref TEXT, partner_circuit TEXT);
CREATE TABLE product_part (product_no TEXT, part_no TEXT);

CREATE INDEX node_site ON node (site_code);
CREATE INDEX interface_module ON interface (node_key, slot);
CREATE INDEX trunk_a ON trunk (a_node, a_if);
CREATE INDEX trunk_z ON trunk (z_node, z_if);
CREATE INDEX product_account ON product (account_no);
CREATE INDEX path_product ON product_path (product_no);
CREATE INDEX path_circuit ON product_path (circuit_ref);
CREATE INDEX path_interface ON product_path (node_key, ifname);
CREATE INDEX path_partner ON product_path (partner_circuit);
CREATE INDEX path_partner_ip ON product_path (partner_ip, partner_if);
CREATE INDEX path_partner_tid ON product_path (partner_tid, partner_if);
CREATE INDEX over_partner ON trunk_over (partner_circuit);
CREATE INDEX fibre_product ON product_fibre (product_no);
CREATE INDEX fibre_circuit ON product_fibre (circuit_ref);
CREATE INDEX fibre_partner ON product_fibre (partner_circuit);
CREATE INDEX over_circuit ON trunk_over (circuit_ref);
CREATE INDEX over_carrier ON trunk_over (carrier_ref);
