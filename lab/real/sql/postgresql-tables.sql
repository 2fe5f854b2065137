-- The legacy inventory in PostgreSQL. No foreign keys: there never were any.
SET client_encoding = 'UTF8';
SET client_min_messages = warning;
SET lock_timeout = '20s';
DROP SCHEMA IF EXISTS inv CASCADE;
CREATE SCHEMA inv;
SET search_path = inv;

CREATE TABLE customer (cust_id integer PRIMARY KEY, cust_no char(12) NOT NULL, name varchar(80), segment varchar(4), status_cd char(2));
CREATE TABLE ne (
  ne_id integer PRIMARY KEY, ne_name varchar(40), ne_type varchar(12), vendor varchar(20), model varchar(30), serial_no varchar(20), mgmt_ip varchar(15),
  site_code varchar(8), site_name varchar(40), lat varchar(12), lon varchar(12), status_cd char(2), install_dt varchar(11), upd_ts timestamp without time zone);
CREATE TABLE card (card_id integer PRIMARY KEY, ne_id integer, slot varchar(6), card_type varchar(20), serial_no varchar(20), status_cd char(2));
CREATE TABLE port (
  port_id integer PRIMARY KEY, card_id integer, port_no integer, rate varchar(10), admin_st char(1), oper_st char(1), circuit_id integer, upd_ts timestamp without time zone);
CREATE TABLE circuit (
  circuit_id integer PRIMARY KEY, ckt_name varchar(40), cust_id integer, rate varchar(10), status_cd char(2), order_ref varchar(20), upd_ts timestamp without time zone);
CREATE TABLE circuit_hop (circuit_id integer, seq_no integer, a_port_id integer, z_port_id integer, role char(1), PRIMARY KEY (circuit_id, seq_no));
CREATE TABLE chg_log (chg_id bigserial PRIMARY KEY, tbl varchar(20), row_id integer, op char(1), chg_ts timestamp without time zone DEFAULT localtimestamp);
