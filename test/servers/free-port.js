import { createServer } from 'node:net';
/**
 * `count` different TCP ports of 127.0.0.1 that nobody listens on. All are held until the last is known, so that one
 * call never answers a port twice; between the answer and the use another process could still take one.
 */
export async function freePorts(count) {
    const servers = await Promise.all(Array.from({ length: count }, listen));
    const ports = servers.map((server) => server.address().port);
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    return ports;
}
/** One free TCP port of 127.0.0.1. */
export async function freePort() {
    const [port] = await freePorts(1);
    if (port === undefined)
        throw new Error('The system gave no free port on 127.0.0.1.');
    return port;
}
function listen() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => resolve(server));
    });
}
//# sourceMappingURL=free-port.js.map