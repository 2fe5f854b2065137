/** What is asked of the one and of the three. Ids are the one source's. Lists are asked for whole, so that their order does not count. */
const RESOURCE = `id kind resourceType name region technology administrativeState operationalState lifecycleState ancestorIds
  container { id name } device { id name } site { id name }
  identifiers { type scope value source } sourceRecords { source nativeId } characteristics { name value }
  location { address country latitude longitude }
  equipment { role vendor model serialNumber managementAddress slot }
  port { speed } link { medium capacity aEnd { id name device { id name } site { id name } } zEnd { id name device { id name } site { id name } } }`;
const TOTAL = 'totalCount complete';
const SERVICES = (first: number): string => `services(first: ${first}) { ${TOTAL} edges { node {
  id name state region serviceType customer { id name tier } sourceRecords { source nativeId } } } }`;
const SITES =
  '["Central Madrid Norte", "Central Barcelona Sur", "Central Valencia Norte", "Central Bilbao Ensanche"]';

export const QUERIES: Readonly<Record<string, string>> = {
  'what is wrong, where, of whose make, and whom it hits': `{ alarms(first: 200) { ${TOTAL} edges { node {
    id specificProblem perceivedSeverity ackState
    alarmedObject { id kind name region device { id name equipment { vendor } } site { id name location { country } }
      link { aEnd { id name device { id name } } zEnd { id name device { id name } } } ${SERVICES(100)} }
    managedElement { id name site { id name alarmSummary { critical major worst complete } } } } } } }`,
  'places, what they contain, what is wrong there and what runs over them': `{
    resources(filter: { kind: [SITE], name: { in: ${SITES} } }) { ${TOTAL} edges { node { ${RESOURCE}
      contains(first: 100) { ${TOTAL} edges { node { id name kind
        alarms(first: 50) { ${TOTAL} edges { node { id specificProblem alarmedObject { id name } } } } } } }
      alarms(first: 100) { ${TOTAL} edges { node { id } } } alarmSummary { critical major minor warning worst complete }
      ${SERVICES(1000)} } } } }`,
  'every device': `{ resources(filter: { kind: [DEVICE] }, first: 1000) { ${TOTAL} edges { node { ${RESOURCE} } } } }`,
  'links with both ends': `{ resources(filter: { kind: [LINK], name: { contains: "0003" } }, first: 1000) { ${TOTAL} edges { node { ${RESOURCE} } } } }`,
  'services on elements, cards and ports': `{
    device: resource(id: "legacy/device.b41") { id ${SERVICES(100)} }
    other: resource(id: "legacy/device.c321") { id ${SERVICES(100)} }
    third: resource(id: "legacy/device.c603") { id ${SERVICES(100)} contains(first: 20) { ${TOTAL} edges { node { id slot: name ${SERVICES(20)} } } } }
    self: resource(id: "legacy/device.b41") { id services(scope: SELF) { ${TOTAL} edges { node { id } } } } }`,
  'services, what they stand on, and what is wrong with that': `{ services(filter: { name: { contains: "000" } }, first: 500) { ${TOTAL} edges { node {
    id name state customer { id name }
    supportingResources(first: 20) { ${TOTAL} edges { role protectionGroup node { id kind name device { id name } site { id name }
      alarms(first: 20) { ${TOTAL} edges { node { id specificProblem } } } } } } } } } }`,
  'customers and what they get': `{ customers(filter: { name: { contains: "Peñíscola" } }, first: 300) { ${TOTAL} edges { node {
    id name tier region services(first: 20) { ${TOTAL} edges { node { id name state
      supportingResources(first: 20) { ${TOTAL} edges { role node { id name site { id name } } } } } } } } } } }`,
  'how links and ports stand to each other': `{
    ${['952+a3', '603+a1'].map((hop) => `hop${hop.slice(0, 3)}: resource(id: "legacy/link.c${hop}") { ...Related }`).join(' ')}
    hop3: resource(id: "legacy/link.a3+a1") { ...Related }
    trail: resource(id: "legacy/trail.c952") { id link { aEnd { id } zEnd { id } } ...Related } }
    fragment Related on Resource { id name relationships(first: 20) { ${TOTAL} edges { type direction role node { id name device { id name }
      relationships(direction: IN) { ${TOTAL} edges { type direction node { id name } } } } } } }`,
  'what is inside elements and places': `{ resources(filter: { within: ["legacy/site.MAD01", "legacy/device.c602"], kind: [DEVICE, CARD] }, first: 1000) { ${TOTAL} edges { node { ${RESOURCE} } } } }`,
  'ports inside elements of two': `{ resources(filter: { within: ["legacy/device.b41", "legacy/device.b43"], kind: [PORT] }, first: 1000) { ${TOTAL} edges { node { ${RESOURCE} } } } }`,
  'ports with their link': `{ resources(filter: { within: ["legacy/device.b41", "legacy/device.b42", "legacy/device.b43"], kind: [PORT] }, first: 1000) { ${TOTAL} edges { node {
    id name port { speed link { id name link { aEnd { id } zEnd { id } } } } } } } }`,
  'who is known by which name': `{ resolve(keys: [
    { type: NAME, value: " mad01-rtr-41" }, { type: NAME, value: "BCN02-OLT-287" }, { type: NAME, value: "mad01" }, { type: NAME, value: "mad01-olt-1" },
    { type: MANAGEMENT_ADDRESS, value: "10.21.2.11" }, { type: SERIAL_NUMBER, value: "R21372193" }, { type: CIRCUIT_ID, value: "wdm/000952/bcn" },
    { type: PORT_NAME, scope: "legacy/device.b41", value: "0/1/3" }, { type: PORT_NAME, scope: "legacy/device.b42", value: "0/1/3" },
    { type: PORT_NAME, scope: "legacy/device.b41", value: "0/1/77" }, { type: NAME, value: "nobody" }])
    { complete candidates { id name kind } } }`,
  'by a part of a name': `{ resources(filter: { name: { contains: "RTR-3" } }, first: 200) { ${TOTAL} edges { node { ${RESOURCE} } } } }`,
  'by what they are': `{ resources(filter: { kind: [DEVICE], vendor: ["Nokia"], technology: ["ACCESS"], lifecycleState: [INSTALLED] }, first: 500) { ${TOTAL} edges { node { id name } } } }`,
};
