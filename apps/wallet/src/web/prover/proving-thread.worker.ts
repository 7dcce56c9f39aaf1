import { serveBrowserThread } from '@postern/proof/prove-thread';

serveBrowserThread(self);
