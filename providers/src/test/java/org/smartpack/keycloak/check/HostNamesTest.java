/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostNamesTest {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch answered = new CountDownLatch(1);

    private static List<CheckedClient> clients(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> SampleRealm.service("client-" + i)
                        .signs("jwks.url", "https://host-" + i + ".example.org/keys")
                        .build())
                .toList();
    }

    /** Like Java's own, it can't be interrupted. */
    private InetAddress[] hang(String host) throws UnknownHostException {
        threads.add(Thread.currentThread());
        boolean isAnswered = false;
        while (!isAnswered) {
            try {
                answered.await();
                isAnswered = true;
            } catch (InterruptedException e) {
                // Not heard.
            }
        }
        throw new UnknownHostException(host);
    }

    @Test
    void aNameServerThatHangsKeepsNobodyWaitingAndTakesNoMoreThreads() {
        try (HostNames hosts = new HostNames(this::hang, Duration.ofMillis(100))) {
            for (int i = 0; i < 3; i++) {
                assertThat(hosts.lookUpAll(clients(300))).isEmpty();
            }
            assertThat(threads).hasSize(HostNames.AT_ONCE);
        } finally {
            answered.countDown();
        }
    }

    @Test
    void aHostThatIsUnknownIsReported() {
        try (HostNames hosts = new HostNames(
                host -> {
                    if (host.equals("host-1.example.org")) {
                        throw new UnknownHostException(host);
                    }
                    return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {8, 8, 8, 8})};
                },
                Duration.ofSeconds(30))) {
            assertThat(hosts.lookUpAll(clients(3))).extracting(Finding::subject).containsExactly("client client-1");
            assertThat(hosts.lookUpAll(List.of())).isEmpty();
        }
    }
}
