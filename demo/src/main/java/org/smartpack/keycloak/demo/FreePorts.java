/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports on 127.0.0.1 for servers that need to know theirs before they start. A port is given to one caller only,
 * whichever process it runs in. Nobody else gets it in between either: the ports lie below those that a system gives to
 * whoever names none (from 32768 on Linux, from 49152 elsewhere).
 */
public final class FreePorts {

    private static final int FIRST = 25_000;
    private static final int END = 32_000;
    private static final int BLOCK = 50;

    private static final FreePorts OF_THIS_PROCESS = new FreePorts();

    /** Listens at the block's first port as long as this process lives, which keeps the block from others. */
    private ServerSocket claim;

    private int last;

    private FreePorts() {}

    /** One that was not given to anybody, and that nothing listens at. */
    public static int next() {
        return OF_THIS_PROCESS.take();
    }

    private synchronized int take() {
        do {
            if (claim == null || last == claim.getLocalPort() + BLOCK - 1) {
                claim = claim();
                last = claim.getLocalPort();
            }
            last++;
        } while (!isFree(last));
        return last;
    }

    private static ServerSocket claim() {
        for (int port = FIRST; port < END; port += BLOCK) {
            try {
                return listen(port);
            } catch (IOException e) {
                // Another process has this block.
            }
        }
        throw new IllegalStateException("Every port from " + FIRST + " to " + (END - 1) + " is taken");
    }

    private static boolean isFree(int port) {
        try {
            listen(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
