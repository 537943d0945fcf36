import type { OutlinedField } from '../outline.js';
import { endsWith, headOf, wordsOf } from './words.js';

/** What a field holds of a person, by its name or format; the words of a sentence. */
export type PersonalData = string;

interface Sign {
  what: PersonalData;
  /** A name is about it that ends with one of these. */
  tails: readonly (readonly string[])[];
  /** Unless the word before, or what encloses it, is one of these: then it is a thing's and no person's. */
  except?: ReadonlySet<string>;
  /** Only where the word before, or what encloses it, is one of these. */
  only?: ReadonlySet<string>;
  /** It also comes as a number. */
  isNumeric?: boolean;
  /** It also comes as one of a few listed values. */
  isListed?: boolean;
}

const list = (text: string): string[][] => text.split(', ').map((tail) => tail.split(' '));
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const PERSONS =
  'customer user person patient employee contact passenger recipient sender driver author guest subscriber member buyer ' +
  'holder cardholder beneficiary traveller traveler student applicant citizen payer payee donor owner courier account ' +
  'consignee signer signatory insured tenant resident caller attendee participant parent child spouse doctor teacher';
const THINGS =
  'ip mac email mail web url wallet contract memory server host network broker node queue smart peer socket service ' +
  'warehouse store shop office company merchant branch depot facility venue endpoint listen bind virtual';
const PLACES = 'sensor station vehicle truck ship airport port city region map tile site hub stop asset';
const MACHINES = words(
  'server host node broker pod gateway cluster machine service instance container upstream target bind listen',
);

const SIGNS: readonly Sign[] = [
  { what: 'an email address', tails: list('email, e mail, email address, mail address, emails') },
  {
    what: 'a phone number',
    tails: list('phone, phones, telephone, mobile, msisdn, fax, phone number, mobile number, telephone number'),
    isNumeric: true,
  },
  {
    what: 'an official number of a person',
    tails: list(
      'ssn, social security number, national id, national insurance number, nino, tax id, tax number, tax identification number, tin, passport, passport number, driving licence number, driver license number, identity card number',
    ),
    isNumeric: true,
  },
  { what: 'a bank account', tails: list('iban, bank account, bank account number') },
  {
    what: 'a payment card',
    tails: list('card number, credit card, pan, primary account number, cvv, cvc'),
    isNumeric: true,
  },
  {
    what: 'a date or place of birth',
    tails: list(
      'dob, birthday, birthdate, birth date, date of birth, born at, born on, birthplace, birth place, place of birth',
    ),
    isNumeric: true,
  },
  {
    what: 'a postal address',
    tails: list('address, addresses, street, street name, address line'),
    except: words(THINGS),
  },
  {
    what: 'an IP address, which leads to a person',
    tails: list('ip, ip address, ips, ip addr'),
    except: MACHINES,
    isNumeric: true,
  },
  {
    what: 'the name of a person',
    tails: list(
      'first name, firstname, last name, lastname, surname, family name, given name, full name, fullname, middle name, maiden name, forename',
    ),
  },
  { what: 'what somebody signs in with', tails: list('password, passwd, passphrase, username, user name, login name') },
  {
    what: 'a trait of a person',
    tails: list('gender, sex, nationality, citizenship, ethnicity, religion, marital status'),
    isListed: true,
  },
  {
    what: 'the place where somebody is',
    tails: list('latitude, longitude'),
    except: words(`${THINGS} ${PLACES}`),
    isNumeric: true,
  },
  { what: 'the name of a person', tails: list('name'), only: words(PERSONS) },
];

const FORMATS: Readonly<Record<string, PersonalData>> = {
  email: 'an email address',
  'idn-email': 'an email address',
  ipv4: 'an IP address, which leads to a person',
  ipv6: 'an IP address, which leads to a person',
};

/** What of a person the field holds; null where nothing says so. `enclosing` are the names around it, innermost first. */
export function personalDataIn(field: OutlinedField, enclosing: readonly string[]): PersonalData | null {
  const { kind } = field;
  if (kind === 'boolean' || kind === 'null' || Object.hasOwn(field.facets, 'const')) return null;
  const own = wordsOf(field.name);
  const around = headOf(wordsOf(enclosing[0] ?? ''));
  const isNumber = kind === 'integer' || kind === 'number';
  const canBe = (one: Sign): boolean => (kind === 'enum' ? one.isListed === true : !isNumber || one.isNumeric === true);
  const sign = SIGNS.find((one) => canBe(one) && isAbout(one, own, around));
  if (sign !== undefined) return sign.what;
  if (kind === 'enum') return null;
  const ofFormat = field.format !== null && Object.hasOwn(FORMATS, field.format) ? FORMATS[field.format]! : null;
  const isOfMachine = [...own, around].some((one) => MACHINES.has(one));
  return ofFormat !== null && !(isOfMachine && field.format!.startsWith('ip')) ? ofFormat : null;
}

function isAbout({ tails, except, only }: Sign, own: readonly string[], around: string): boolean {
  const tail = tails.find((one) => endsWith(own, one));
  if (tail === undefined) return false;
  const before = own[own.length - tail.length - 1];
  // `customers` encloses customers.
  const context = [before, around, around.replace(/s$/, '')].filter((word) => word !== undefined);
  // A name of its own words says more than what encloses it: `customer.companyName` is a company's.
  if (only !== undefined) return (before === undefined ? context : [before]).some((word) => only.has(word));
  return !context.some((word) => except?.has(word) === true);
}
