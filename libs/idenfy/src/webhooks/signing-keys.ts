import { requireText } from '../client/option-checks.js';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { SigningKey } from './signature.js';
import type { IdenfyAccountSigningKeys, IdenfyWebhookOptions } from './webhook.options.js';

/** The keys of every account that callbacks can come from. */
export function signingKeysByAccount(
  { signingKeys: short }: IdenfyWebhookOptions,
  accounts: Readonly<Record<string, IdenfyAccountSigningKeys>>,
  required: boolean,
): ReadonlyMap<string, readonly SigningKey[]> {
  if (short && accounts['default']?.signingKeys) {
    throw new IdenfyConfigurationError({
      option: 'webhooks.signingKeys',
      mend: 'give them here or as accounts.default.signingKeys, not at both places',
    });
  }
  if (short && !accounts['default']) {
    throw new IdenfyConfigurationError({
      option: 'webhooks.signingKeys',
      mend: 'there is no account called default; give them as accounts.<name>.signingKeys',
    });
  }
  return new Map(
    Object.entries(accounts).map(([name, { signingKeys }]) => {
      const isShort = name === 'default' && signingKeys === undefined;
      const option = isShort ? 'webhooks.signingKeys' : `accounts.${name}.signingKeys`;
      return [name, signingKeysFrom(isShort ? short : signingKeys, option, required)];
    }),
  );
}

function signingKeysFrom(
  keys: readonly string[] | undefined,
  option: string,
  required: boolean,
): SigningKey[] {
  if (keys === undefined && required) {
    throw new IdenfyConfigurationError({
      option,
      mend:
        'give the signing keys that stand beside the webhook in the dashboard of iDenfy (Settings, Notifications), ' +
        'or an empty list where no callback of this account is received',
    });
  }
  const texts = (keys ?? []).map((key, index) =>
    requireText(key, `${option}[${index}]`, 'give a text that is not blank'),
  );
  return [...new Set(texts)].map((key) => new SigningKey(key));
}
