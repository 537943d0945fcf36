import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { schemaNotFound } from './confluent-error.js';
import { ConfluentApi } from './confluent-wire.js';
import type { StoredSchema } from './subject-version.js';
import { SubjectsRepository } from './subjects.repository.js';

/** `/schemas`, as clients of Confluent's Schema Registry know it. */
@ApiExcludeController()
@ConfluentApi()
@Controller('schemas')
export class SchemasController {
  constructor(private readonly subjects: SubjectsRepository) {}

  /** What can be registered here. */
  @Get('types')
  types(): string[] {
    return ['JSON'];
  }

  @Get('ids/:id')
  async byId(@Param('id') id: string): Promise<{ schemaType?: string; schema: string }> {
    const { format, text } = await this.find(id);
    return { ...(format === 'AVRO' ? {} : { schemaType: format }), schema: text };
  }

  @Get('ids/:id/schema')
  async text(@Param('id') id: string): Promise<string> {
    return (await this.find(id)).text;
  }

  @Get('ids/:id/subjects')
  async subjectsOf(@Param('id') id: string): Promise<string[]> {
    const uses = await this.subjects.usesOf((await this.find(id)).id);
    return [...new Set(uses.map(({ subject }) => subject))];
  }

  @Get('ids/:id/versions')
  async versionsOf(@Param('id') id: string): Promise<{ subject: string; version: number }[]> {
    return this.subjects.usesOf((await this.find(id)).id);
  }

  private async find(id: string): Promise<StoredSchema> {
    const isId = /^[1-9]\d{0,9}$/.test(id) && Number(id) < 2 ** 31;
    const schema = isId ? await this.subjects.schema(Number(id)) : null;
    if (schema === null) throw schemaNotFound(`Schema ${id}`);
    return schema;
  }
}
