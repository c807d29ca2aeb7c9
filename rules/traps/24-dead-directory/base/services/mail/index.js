services/mail/index.js
