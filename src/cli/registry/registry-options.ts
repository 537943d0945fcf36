import { readTimeoutMs } from '../arguments.js';
import type { RegistryOptions } from '../commands/options.js';
import { registryAddress } from './registry-address.js';
import { RegistryClient } from './registry.client.js';

/** The registry that a command's options and the environment name. @throws CommandError for what names none. */
export function clientOf({ registry, header = [], timeout }: RegistryOptions): RegistryClient {
  return new RegistryClient(registryAddress(registry, header, process.env), readTimeoutMs(timeout));
}
