/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.client.CloseableHttpClient;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.http.AddressPolicy;
import org.smartpack.keycloak.http.StrictHttpClient;

/**
 * Fetches a JWKS over HTTP from an untrusted host. Every address of the host's name is checked, and the connection goes
 * to one of the checked addresses, so changing the name's address meanwhile gains nothing. There are no redirects,
 * cookies, credentials or proxies. Compressed and uncompressed size, header lines and total time are limited.
 */
final class JwksFetcher implements AutoCloseable {

    private final DnsResolver lookup;
    private final Duration limit;
    private final long longestLifetime;
    private final ScheduledThreadPoolExecutor watchdog;

    /**
     * @param lookup resolves host names
     * @param limit the total time for one fetch, however slowly its bytes arrive
     * @param longestLifetime the age in seconds at which a copy is stale, whatever its headers say
     */
    JwksFetcher(DnsResolver lookup, Duration limit, long longestLifetime) {
        this.lookup = lookup;
        this.limit = limit;
        this.longestLifetime = longestLifetime;
        this.watchdog = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread thread = new Thread(runnable, "smart-jwt-jwks-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        this.watchdog.setRemoveOnCancelPolicy(true);
    }

    /**
     * @param keys the fetched key set
     * @param lifetime how long it may be used, in seconds
     */
    record Fetched(SigningKeys keys, long lifetime) {}

    /** @throws Refusal if no key set is available there, or not in time */
    Fetched fetch(JwksLocation location) throws Refusal {
        HttpGet get = new HttpGet(location.url());
        get.setHeader("Accept", "application/jwk-set+json, application/json");
        get.setHeader("Accept-Encoding", "identity");
        Future<?> abort = watchdog.schedule(get::abort, limit.toMillis(), TimeUnit.MILLISECONDS);
        try (CloseableHttpClient http = client(location.addresses())) {
            return http.execute(get, response -> read(get, response)).orThrow();
        } catch (Unusable e) {
            throw Refusal.assertion(e.getMessage());
        } catch (AddressPolicy.AddressRefused e) {
            throw Refusal.assertion("the JWKS URL leads to an address that isn't allowed");
        } catch (IOException | RuntimeException e) {
            // The exception's type is enough: its message could repeat what the host sent.
            throw Refusal.assertion("the JWKS can't be fetched: "
                    + (get.isAborted() ? "too slow" : e.getClass().getSimpleName()));
        } finally {
            abort.cancel(false);
        }
    }

    private CloseableHttpClient client(AddressPolicy addresses) {
        return StrictHttpClient.create(Math.toIntExact(limit.toMillis()), addresses.over(lookup));
    }

    /** An unwanted response is aborted. Closing it properly would first read the rest, however much the host sends. */
    private Outcome read(HttpGet get, HttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        HttpEntity entity = response.getEntity();
        if (status != 200 || entity == null) {
            get.abort();
            throw new Unusable("the JWKS can't be fetched: status " + status);
        }
        byte[] sent = entity.getContentLength() > SigningKeys.MAX_BYTES
                ? new byte[0]
                : entity.getContent().readNBytes(SigningKeys.MAX_BYTES + 1);
        if (entity.getContentLength() > SigningKeys.MAX_BYTES || sent.length > SigningKeys.MAX_BYTES) {
            get.abort();
            throw new Unusable("the JWKS is longer than " + SigningKeys.MAX_BYTES + " bytes");
        }
        // A set that is too long after decompression is refused like any other that is too long.
        byte[] body = ContentCoding.undo(values(response, "Content-Encoding"), sent, SigningKeys.MAX_BYTES);
        Header age = response.getFirstHeader("Age");
        long lifetime = CacheLifetime.seconds(
                values(response, "Cache-Control"), age == null ? "" : age.getValue(), longestLifetime);
        try {
            return new Outcome(new Fetched(SigningKeys.parse(body), lifetime), "");
        } catch (Refusal e) {
            return new Outcome(null, e.getMessage());
        }
    }

    private static List<String> values(HttpResponse response, String name) {
        return Arrays.stream(response.getHeaders(name)).map(Header::getValue).toList();
    }

    /** A response handler can't throw {@link Refusal}. */
    private record Outcome(Fetched fetched, String problem) {

        Fetched orThrow() throws Refusal {
            if (fetched == null) {
                throw Refusal.assertion(problem);
            }
            return fetched;
        }
    }

    /** The response isn't a key set, whatever the host would still send. */
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
