import { BadRequestException, NotFoundException } from '@nestjs/common';

/**
 * The number of the version that a parameter called `name` means: a number, or `latest`, which is meant by null too. `numbers` are those
 * there are, in order.
 * @throws BadRequestException, NotFoundException with the versions there are.
 */
export function pickVersion(
  subject: string,
  numbers: readonly number[],
  name: string,
  wanted: string | number | null,
): number {
  const latest = numbers.at(-1);
  if (latest === undefined) {
    throw new NotFoundException(
      `There is no contract "${subject}" with a version. GET /api/v1/contracts lists those there are.`,
    );
  }
  if (wanted === null || wanted === 'latest') return latest;
  if (!/^[1-9]\d{0,9}$/.test(String(wanted))) {
    throw new BadRequestException(`${name} must be the number of a version or latest; it is "${wanted}".`);
  }
  if (numbers.includes(Number(wanted))) return Number(wanted);
  throw new NotFoundException(`"${subject}" has no version ${wanted}; its versions are ${listed(numbers)}.`);
}

const MAX_LISTED = 20;

const listed = (numbers: readonly number[]): string =>
  numbers.length <= MAX_LISTED ? numbers.join(', ') : `${numbers[0]} to ${numbers.at(-1)}, ${numbers.length} of them`;
