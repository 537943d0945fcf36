import type { Enum, Type } from 'protobufjs';
import type { Option } from '../../../contracts/formats/protobuf/model.js';
import { optionsType, type OptionsForm } from './descriptor-form.js';
import { metaForm, writtenMeta, type MetaForm } from './meta-form.js';

/** In descriptor.proto names are as protobuf has them, in its reflection they are in camel case. */
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What the descriptor and Confluent know of these options; others, which only their definitions tell, are left out. */
export function optionsForm(options: readonly Option[], typeName: string): { options?: OptionsForm } {
  const meta = metaForm(options, typeName);
  const form: OptionsForm = meta === null ? {} : { confluentMeta: meta };
  for (const option of options) {
    const [name = '', feature] = option.name.split('.');
    const { value } = option;
    if (value.kind === 'list' || value.kind === 'aggregate') continue;
    if (name === 'features' && feature !== undefined) {
      form.features = { ...(form.features as object | undefined), [camelCase(feature)]: value.text };
    } else if (feature === undefined) setKnown(form, optionsType(typeName), camelCase(name), value.text);
  }
  return Object.keys(form).length === 0 ? {} : { options: form };
}

function setKnown(form: OptionsForm, type: Type, name: string, text: string): void {
  const field = Object.hasOwn(type.fields, name) ? type.fields[name]!.resolve() : undefined;
  if (field === undefined || field.repeated) return;
  if (field.type === 'bool') form[name] = text === 'true';
  else if (field.type === 'string') form[name] = text;
  else if (field.resolvedType !== null && (field.resolvedType as Enum).values?.[text] !== undefined) form[name] = text;
}

/** `name = value` of each option that can be written so. */
export function writtenOptions(options: OptionsForm | undefined, typeName: string): string[] {
  return Object.entries(options ?? {}).flatMap(([name, value]) => {
    if (name === 'features') {
      const features = Object.entries(value as object) as [string, unknown][];
      return features.map(([feature, setting]) => `features.${snakeCase(feature)} = ${String(setting)}`);
    }
    if (name === 'confluentMeta') return [writtenMeta(value as MetaForm, typeName)];
    if (name === 'mapEntry' || name === 'uninterpretedOption' || typeof value === 'object') return [];
    const isText = optionsType(typeName).fields[name]?.type === 'string';
    return [`${snakeCase(name)} = ${isText ? JSON.stringify(value) : String(value)}`];
  });
}
