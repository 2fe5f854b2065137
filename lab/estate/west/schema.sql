-- INVRED, the inventory of the western operator, as it grew since 1998: texts padded to CHAR widths, decimal commas,
-- local times without a zone (Europe/Madrid), no foreign keys.
CREATE TABLE CENTRAL (
  ID_CEN   INTEGER PRIMARY KEY,
  COD_CEN  TEXT,  -- CHAR(8)
  NOM_CEN  TEXT,  -- CHAR(30)
  PAIS     TEXT,
  DIREC    TEXT,
  ZONA     TEXT,  -- O west, S south (Italy, since 2016)
  LAT      TEXT,  -- decimal comma
  LON      TEXT
);
CREATE TABLE EQUIPO (
  ID_EQP   INTEGER PRIMARY KEY,
  NOM_EQP  TEXT,  -- CHAR(24)
  TID      TEXT,  -- CHAR(20), TL1 target identifier
  TIPO     TEXT,  -- RTC core router, RTA edge router, AGR aggregation, WDM terminal, AMP amplifier, OLT, EBR base station
  FABR     TEXT,
  MODELO   TEXT,
  VER_SW   TEXT,
  NUM_SER  TEXT,
  IP_GEST  TEXT,  -- CHAR(15)
  ID_CEN   INTEGER,
  ZONA     TEXT,
  ESTADO   TEXT,  -- ES in service, PR planned, BA taken out
  F_INST   TEXT,  -- DD-MMM-YY
  F_ACT    TEXT   -- local time
);
CREATE TABLE TARJETA (
  ID_TRJ   INTEGER PRIMARY KEY,
  ID_EQP   INTEGER,
  RANURA   INTEGER,
  MODELO   TEXT,
  NUM_SER  TEXT,
  ESTADO   TEXT
);
CREATE TABLE PUERTO (
  ID_PTO   INTEGER PRIMARY KEY,
  ID_TRJ   INTEGER,
  NOM_PTO  TEXT,  -- CHAR(24)
  VEL      TEXT,  -- 10G, 100G
  MAC      TEXT,
  EST_ADM  TEXT,  -- A open, C closed
  EST_OPE  TEXT   -- A up, C down, N not in use
);
CREATE TABLE TRAMO (
  ID_TRM   INTEGER PRIMARY KEY,
  COD_CIR  TEXT,  -- CHAR(32)
  CLASE    TEXT,  -- FO fibre, MX multiplex section, CO optical channel, TR trunk, EN uplink, AC access
  CAPAC    TEXT,
  LONG_M   TEXT,  -- decimal comma
  ID_PTO_A INTEGER,
  ID_PTO_Z INTEGER,
  ZONA     TEXT,
  EXT_TID  TEXT,  -- the far end at another operator, as far as its people told: target identifier,
  EXT_IP   TEXT,  -- or management address,
  EXT_PTO  TEXT   -- and port
);
-- What it rides on: a row of this database, or a circuit of another operator.
CREATE TABLE TRAMO_PORTADOR (ID_TRM INTEGER, ID_TRM_PORT INTEGER, EXT_CIR TEXT);
CREATE TABLE CLIENTE (ID_CLI INTEGER PRIMARY KEY, NOM_CLI TEXT, SEGM TEXT);
CREATE TABLE SERVICIO (
  ID_SRV   INTEGER PRIMARY KEY,
  REF_SRV  TEXT,
  NOM_SRV  TEXT,
  TIPO_SRV TEXT,
  ID_CLI   INTEGER,
  EST_SRV  TEXT,  -- A active, S suspended, R reserved
  F_INI    TEXT   -- local time
);
CREATE TABLE SRV_RECURSO (
  ID_SRV   INTEGER,
  ORDEN    INTEGER,
  PAPEL    TEXT,  -- T working, R protection, E end
  ID_TRM   INTEGER,
  ID_PTO   INTEGER,
  EXT_CIR  TEXT,  -- a circuit of another operator
  EXT_TID  TEXT,  -- a port of another operator: its device's target identifier
  EXT_IP   TEXT,  -- or address
  EXT_PTO  TEXT
);
-- The fibres under it, from the route sheets.
CREATE TABLE SRV_RUTA (ID_SRV INTEGER, PAPEL TEXT, ID_TRM INTEGER, EXT_CIR TEXT);
CREATE TABLE SRV_COMPUESTO (ID_SRV INTEGER, ID_SRV_BASE INTEGER);

CREATE INDEX X_EQUIPO ON EQUIPO (ID_CEN);
CREATE INDEX X_TARJETA ON TARJETA (ID_EQP);
CREATE INDEX X_PUERTO ON PUERTO (ID_TRJ);
CREATE INDEX X_TRAMO_A ON TRAMO (ID_PTO_A);
CREATE INDEX X_TRAMO_Z ON TRAMO (ID_PTO_Z);
CREATE INDEX X_RECURSO ON SRV_RECURSO (ID_SRV);
CREATE INDEX X_RECURSO_TRM ON SRV_RECURSO (ID_TRM);
CREATE INDEX X_RECURSO_PTO ON SRV_RECURSO (ID_PTO);
CREATE INDEX X_RECURSO_CIR ON SRV_RECURSO (EXT_CIR);
CREATE INDEX X_RUTA ON SRV_RUTA (ID_SRV);
CREATE INDEX X_RUTA_TRM ON SRV_RUTA (ID_TRM);
CREATE INDEX X_RUTA_CIR ON SRV_RUTA (EXT_CIR);
CREATE INDEX X_PORTADOR ON TRAMO_PORTADOR (ID_TRM);
CREATE INDEX X_PORTADOR_TRM ON TRAMO_PORTADOR (ID_TRM_PORT);
CREATE INDEX X_SERVICIO ON SERVICIO (ID_CLI);

-- What the old client's screens are made from.
CREATE VIEW V_PUERTO AS
  SELECT P.*, T.ID_EQP, E.ID_CEN, E.ZONA
  FROM PUERTO P LEFT JOIN TARJETA T ON T.ID_TRJ = P.ID_TRJ LEFT JOIN EQUIPO E ON E.ID_EQP = T.ID_EQP;
CREATE VIEW V_TRAMO AS
  SELECT T.*,
    A.ID_TRJ ID_TRJ_A, A.ID_EQP ID_EQP_A, A.ID_CEN ID_CEN_A,
    Z.ID_TRJ ID_TRJ_Z, Z.ID_EQP ID_EQP_Z, Z.ID_CEN ID_CEN_Z
  FROM TRAMO T LEFT JOIN V_PUERTO A ON A.ID_PTO = T.ID_PTO_A LEFT JOIN V_PUERTO Z ON Z.ID_PTO = T.ID_PTO_Z;
