// face-api on WebAssembly, one picture a line: reads paths from standard input, writes "<milliseconds> <faces>" for each.
// Usage: node peer.mjs <ssd|tiny>
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
const jpeg = require('jpeg-js');

wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + '/');
await tf.setBackend('wasm');
await tf.ready();
const models = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
const tiny = process.argv[2] === 'tiny';
const detector = tiny ? faceapi.nets.tinyFaceDetector : faceapi.nets.ssdMobilenetv1;
for (const net of [detector, faceapi.nets.faceLandmark68Net, faceapi.nets.faceRecognitionNet])
  await net.loadFromDisk(models);
const options = tiny ? new faceapi.TinyFaceDetectorOptions({ inputSize: 416 }) : new faceapi.SsdMobilenetv1Options();

console.log('ready');
for await (const path of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const picture = jpeg.decode(readFileSync(path), { useTArray: true, formatAsRGBA: false });
  const tensor = tf.tensor3d(picture.data, [picture.height, picture.width, 3], 'int32');
  const faces = await faceapi.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors();
  tensor.dispose();
  console.log(`${performance.now() - start} ${faces.length}`);
}
