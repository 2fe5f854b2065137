// What each kind of element reports, and what Zabbix makes of it.
// [key, item name, value type, units, trigger name, problem when, recovered when (or '': no longer in problem), severity 0-5, manual close, X.733 type, probable cause,
//  port as the inventory names it (or ''), circuit tag?]; an item without a trigger ends after its units. K stands for the item in expressions, C for the circuit.
const FLOAT = 0;
const UINT = 3;
const enodeb = [
  ['cell.state[1]', 'Cell 1 operational state', UINT, '', 'Cell 1 out of service on {HOST.NAME}', 'last(K)=0', '', 5, 0, 'equipmentAlarm', 'equipmentMalfunction', ''],
  ['s1.link', 'S1-MME association', UINT, '', 'S1 link failure on {HOST.NAME}', 'last(K)=0', '', 4, 0, 'communicationsAlarm', 'lossOfSignal', '0/0/0'],
  ['vswr[1]', 'VSWR antenna branch 1', FLOAT, '', 'VSWR over threshold on {HOST.NAME}', 'last(K)>1.9', 'last(K)<1.5', 1, 1, 'equipmentAlarm', 'antennaFailure', ''],
  ['prb.util[1]', 'Cell 1 PRB utilisation DL', FLOAT, '%'],
];
export const MODEL = {
  router: [
    ['if.oper[xe-0/0/0]', 'Interface xe-0/0/0 oper status', UINT, '', 'Interface xe-0/0/0 down on {HOST.NAME}', 'last(K)=2', '', 4, 0, 'communicationsAlarm', 'lossOfSignal', '0/0/0'],
    ['bgp.state[AS65010]', 'BGP session to AS65010', UINT, '', 'BGP session AS65010 not established on {HOST.NAME}', 'last(K)<>6', '', 3, 0, 'communicationsAlarm', 'communicationsProtocolError', ''],
    ['cpu.util', 'RE CPU utilisation', FLOAT, '%', 'High CPU utilisation ({ITEM.LASTVALUE1}) on {HOST.NAME}', 'last(K)>90', 'last(K)<70', 2, 1, 'qualityOfServiceAlarm', 'resourceAtOrNearingCapacity', ''],
    ['temp[chassis]', 'Chassis temperature', FLOAT, 'C', 'Chassis temperature over limit on {HOST.NAME}', 'last(K)>75', '', 5, 0, 'environmentalAlarm', 'highTemperature', ''],
    ['ckt.los[C]', 'Loss of signal on circuit C', UINT, '', 'Circuit C lost its signal at {HOST.NAME}', 'last(K)=1', '', 4, 1, 'communicationsAlarm', 'lossOfSignal', '', true],
    ['if.in[xe-0/0/0]', 'xe-0/0/0 inbound traffic', UINT, 'bps'],
  ],
  olt: [
    ['pon.los[0/1/3]', 'PON 0/1/3 loss of signal', UINT, '', 'PON port 0/1/3 loss of signal on {HOST.NAME}', 'last(K)=1', '', 4, 0, 'communicationsAlarm', 'lossOfSignal', '0/1/3'],
    ['ont.offline[0/1/3]', 'ONTs offline on PON 0/1/3', UINT, '', 'More than 8 ONTs offline on PON 0/1/3 of {HOST.NAME}', 'last(K)>8', 'last(K)<3', 3, 1, 'communicationsAlarm', 'remoteNodeTransmissionError', '0/1/3'],
    ['optic.rx[0/1/3]', 'PON 0/1/3 receive level', FLOAT, 'dBm', 'Receive level degraded on PON 0/1/3 of {HOST.NAME}', 'last(K)<-27', '', 2, 0, 'equipmentAlarm', 'receiverFailure', '0/1/3'],
    ['psu[1]', 'PSU 1 state', UINT, '', 'PSU 1 failed on {HOST.NAME}', 'last(K)=0', '', 3, 1, 'equipmentAlarm', 'powerProblem', ''],
  ],
  enodeb,
  gnodeb: enodeb.map((row) => row.map((v) => (typeof v === 'string' ? v.replace('s1.link', 'n2.link').replace('S1-MME', 'N2 (NGAP)').replace('S1 link', 'N2 link') : v))),
};

/** The rows of one host, with its circuit filled in. */
export const modelOf = (host) => MODEL[host.type].map((row) => row.map((v) => (typeof v === 'string' && row[12] ? v.replace(/\bC\b(?!\()/, host.circuit ?? '') : v)));

/** A healthy element says this. */
export const NORMAL = {
  'if.oper[xe-0/0/0]': 1, 'bgp.state[AS65010]': 6, 'cpu.util': 34.5, 'temp[chassis]': 41.2, 'pon.los[0/1/3]': 0, 'ont.offline[0/1/3]': 1, 'optic.rx[0/1/3]': -21.4,
  'psu[1]': 1, 'cell.state[1]': 1, 's1.link': 1, 'n2.link': 1, 'vswr[1]': 1.2, 'ckt.los': 0,
};
