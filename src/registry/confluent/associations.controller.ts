import { All, Controller, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ConfluentError } from './confluent-error.js';
import { ConfluentApi } from './confluent-wire.js';

const MAX_SHOWN = 300;

/**
 * `/associations` of topics with subjects: there are none. The newest clients ask here first, and go by the names of
 * topics where the answer is 40410.
 */
@ApiExcludeController()
@ConfluentApi()
@Controller('associations')
export class AssociationsController {
  @All()
  noneAtAll(): never {
    throw new ConfluentError(40410, 'Association not found: there are none, and none can be made.');
  }

  @All('*')
  none(@Param('*') path: string): never {
    const resource = path.slice(0, MAX_SHOWN);
    throw new ConfluentError(40410, `Association for '${resource}' not found.`);
  }
}
