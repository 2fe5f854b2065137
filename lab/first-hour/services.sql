-- A small database of services: who buys what, and which circuits carry it.
CREATE TABLE buyer (buyer_no INTEGER PRIMARY KEY, buyer_name TEXT, class TEXT);
CREATE TABLE product (product_no INTEGER PRIMARY KEY, label TEXT, family TEXT, status TEXT, buyer_no INTEGER);
CREATE TABLE product_route (product_no INTEGER, leg TEXT, circuit TEXT, router TEXT);
CREATE INDEX route_of ON product_route (product_no);
CREATE INDEX route_by_circuit ON product_route (circuit);
CREATE INDEX product_of ON product (buyer_no);
