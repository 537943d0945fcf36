import { obstacle, type Rule } from '../claim.js';
import { propertyOf, requiredNames } from '../conjunction.js';
import { dependenciesOf } from '../evaluate.js';

/** A reader must not demand a property that events may lack (Confluent: REQUIRED_ATTRIBUTE_ADDED). */
export const requiredPropertyAdded: Rule = {
  keywords: ['required'],
  check(claim) {
    if (!claim.writer.types.has('object')) return [];
    const sent = requiredNames(claim.writer);
    const demanded = claim.reader.keywords['required'];
    if (!Array.isArray(demanded)) return [];
    return (demanded as string[])
      .filter((name) => !sent.has(name))
      .map((name) =>
        obstacle(
          'required-property-added',
          claim,
          'required',
          ({ reader, writer }) => `${reader} requires "${name}", and events of ${writer} may lack it.`,
          `Make "${name}" optional, or require it one version after every producer sends it.`,
        ),
      );
  },
};

/** What the reader demands beside a property, the writer must demand too (Confluent: DEPENDENCY_… changes). */
export const dependencyAdded: Rule = {
  keywords: ['dependentRequired', 'dependentSchemas', 'dependencies'],
  check(claim, prover) {
    if (!claim.writer.types.has('object')) return [];
    return dependenciesOf(claim.reader).flatMap(({ trigger, names, schema }) => {
      if (prover.isEmpty(propertyOf(claim.writer, trigger))) return [];
      const sent = requiredNames(claim.writer);
      for (const dependency of claim.writer.nodes.flatMap((node) => dependenciesOf(node))) {
        if (dependency.trigger === trigger) for (const name of dependency.names) sent.add(name);
      }
      const missing = names.filter((name) => !sent.has(name)).length > 0;
      if (!missing && (schema === null || prover.isProved(claim.writer, schema))) return [];
      return [
        obstacle(
          'dependency-added',
          claim,
          claim.reader.keywords['dependencies'] === undefined ? 'dependentRequired' : 'dependencies',
          ({ reader, writer }) => `${reader} demands more where "${trigger}" is there, and ${writer} does not.`,
          `Leave what "${trigger}" asks for as it was.`,
        ),
      ];
    });
  },
};
