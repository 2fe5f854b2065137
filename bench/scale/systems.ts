/** The estate's systems in a process of their own: says where its configuration is, and serves until it is told to end. */
import { startSystems } from '#lab/estate/start-systems.ts';

const [folder, scale] = process.argv.slice(2);
if (folder === undefined || scale === undefined) throw new TypeError('A folder and a scale must be given.');
const systems = await startSystems(folder, Number(scale));
process.on('SIGTERM', () => void systems.close().then(() => process.exit(0)));
console.log(systems.configuration);
