-- The service inventory, bought in 2021: customers and services, with what they stand on in the words of those who order them.
-- It holds no equipment: what it names, the inventories of the regions hold.
CREATE TABLE party (
  party_id   TEXT PRIMARY KEY,  -- C0000017
  trading_as TEXT NOT NULL,
  market     TEXT NOT NULL,     -- north, west, east, south
  segment    TEXT NOT NULL      -- GOLD, SILVER, BRONZE
);
CREATE TABLE service (
  service_id TEXT PRIMARY KEY,  -- EL-C-0001
  title      TEXT NOT NULL,
  product    TEXT NOT NULL,
  party_id   TEXT NOT NULL REFERENCES party,
  market     TEXT NOT NULL,
  state      TEXT NOT NULL,     -- TMF638: active, inactive, reserved
  held       INTEGER NOT NULL,  -- 1: suspended
  started_at TEXT NOT NULL      -- RFC 3339, UTC
);
CREATE TABLE endpoint (
  service_id TEXT NOT NULL REFERENCES service,
  position   INTEGER NOT NULL,
  equipment  TEXT NOT NULL,     -- PAR/ER/01
  interface  TEXT NOT NULL,     -- as on the order form: Te0/0/0/3
  PRIMARY KEY (service_id, position)
);
CREATE TABLE hop (
  service_id TEXT NOT NULL REFERENCES service,
  path       TEXT NOT NULL,     -- main, backup
  layer      TEXT NOT NULL,     -- circuit, fibre
  position   INTEGER NOT NULL,
  circuit    TEXT NOT NULL,     -- in lower case
  PRIMARY KEY (service_id, path, layer, position)
);
CREATE TABLE component (
  service_id TEXT NOT NULL REFERENCES service,
  part_id    TEXT NOT NULL REFERENCES service,
  PRIMARY KEY (service_id, part_id)
);

CREATE INDEX service_party ON service (party_id);
CREATE INDEX endpoint_place ON endpoint (equipment, interface);
CREATE INDEX hop_circuit ON hop (circuit);
CREATE INDEX component_part ON component (part_id);
