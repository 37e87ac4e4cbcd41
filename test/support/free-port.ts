export { freePort } from '../../src/local/postgres/free-port.js';
