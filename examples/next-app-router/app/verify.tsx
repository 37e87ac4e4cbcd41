'use client';
import { IdenfyVerification } from '@nestjs-idenfy/browser/react';
import { useState } from 'react';

export function Verify() {
  const [isVerified, setVerified] = useState(false);
  return (
    <>
      <IdenfyVerification notice={<p>Your privacy notice.</p>} onVerified={() => setVerified(true)} />
      <p role="status">{isVerified && 'Welcome. Your account is open.'}</p>
    </>
  );
}
