/// <reference types="@nestjs-idenfy/browser/element" />
import { loginHeaders } from './login.js';

const element = document.querySelector('idenfy-verification');
const welcome = document.querySelector('#welcome');
if (!element || !welcome) throw new Error('index.html has changed');

element.headers = loginHeaders;
element.addEventListener('idenfy-verified', () => {
  welcome.textContent = 'Welcome. Your account is open.';
});
