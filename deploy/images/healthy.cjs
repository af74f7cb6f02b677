'use strict';
// Health check of a container: exit code 0 when the service in it says it is ready.
fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(
  (answer) => process.exit(answer.ok ? 0 : 1),
  () => process.exit(1),
);
