import { IdenfyVerification } from '@nestjs-idenfy/browser/react';
import { useState } from 'react';
import { accessToken } from './login';

export function Verify() {
  const [isVerified, setVerified] = useState(false);
  return (
    <main>
      <h1>Verify your identity</h1>
      <IdenfyVerification
        headers={async (reason) => ({ authorization: `Bearer ${await accessToken(reason)}` })}
        notice={<p>Your privacy notice.</p>}
        onVerified={() => setVerified(true)}
      />
      <p role="status">{isVerified && 'Welcome. Your account is open.'}</p>
    </main>
  );
}
