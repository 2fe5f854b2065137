import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { NoEstateError, runningEstate } from './running-estate.ts';

test('where no estate runs, the remedy is named', async () => {
  const nowhere = join(tmpdir(), 'no-estate-was-ever-here');
  await expect(runningEstate(nowhere)).rejects.toThrow(NoEstateError);
  await expect(runningEstate(nowhere)).rejects.toThrow('npm start');
});
