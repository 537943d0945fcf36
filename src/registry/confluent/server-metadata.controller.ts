import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { VERSION } from '../../version.js';
import { ConfluentApi } from './confluent-wire.js';

const NAME = 'plumbline';

/** `/v1/metadata`: who answers, in the words of Confluent's registry. */
@ApiExcludeController()
@ConfluentApi()
@Controller('v1/metadata')
export class ServerMetadataController {
  @Get('id')
  id(): object {
    return { id: '', scope: { path: [], clusters: { 'kafka-cluster': NAME, 'schema-registry-cluster': NAME } } };
  }

  @Get('version')
  version(): object {
    return { version: VERSION, commitId: NAME };
  }
}
