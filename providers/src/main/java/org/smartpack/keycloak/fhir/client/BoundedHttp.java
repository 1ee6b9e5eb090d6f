/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.conn.DnsResolver;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.jboss.logging.Logger;

import org.smartpack.keycloak.http.AddressPolicy;
import org.smartpack.keycloak.http.StrictHttpClient;

/**
 * An HTTP client for a server that may be slow, down or worse. The total time is limited, including the lookup of the
 * host's name, because a separate thread does the work. Header lines, headers and bytes are limited too. So is the
 * number of concurrent requests to one server: the next one fails at once, so that a server that hangs can't block
 * every login of every realm. There are no redirects, retries, cookies or compression.
 */
final class BoundedHttp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BoundedHttp.class);
    private static final int MAX_THREADS = 200;
    private static final int MAX_HOSTS = 10_000;

    /**
     * An administrator chooses the FHIR server's address. Any is allowed except those where clouds serve the secrets of
     * their machines.
     */
    private static final DnsResolver NAMES = AddressPolicy.ALL_BUT_METADATA.over(SystemDefaultDnsResolver.INSTANCE);

    private final int limitMillis;
    private final int maxBytes;
    private final int maxRequests;
    private final ThreadPoolExecutor threads;
    private final Map<String, Semaphore> underWay = new ConcurrentHashMap<>();

    /**
     * @param limit the total time for one request, however slowly the response arrives
     * @param maxBytes the maximum size of a response
     * @param maxRequests the maximum number of concurrent requests to one server
     */
    BoundedHttp(Duration limit, int maxBytes, int maxRequests) {
        this.limitMillis = Math.toIntExact(limit.toMillis());
        this.maxBytes = maxBytes;
        this.maxRequests = maxRequests;
        this.threads =
                new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), runnable -> {
                    Thread thread = new Thread(runnable, "smart-fhir-client");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** @param body the body if the status is 200; otherwise empty */
    record Reply(int status, String contentType, byte[] body) {

        /** Whether the content type is FHIR's JSON type or the general one. */
        boolean isJson() {
            String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            return type.equals("application/fhir+json") || type.equals("application/json");
        }
    }

    /** There is no response. The message says why and contains nothing that the server sent. */
    static final class NoReply extends Exception {
        private static final long serialVersionUID = 1L;

        NoReply(String message) {
            super(message);
        }
    }

    Reply get(URI url, String token, Trace trace) throws NoReply {
        return exchange(new HttpGet(url), true, token, trace);
    }

    /** Posts a resource. Only the status of the response is read. */
    Reply post(URI url, byte[] body, String token, Trace trace) throws NoReply {
        HttpPost post = new HttpPost(url);
        post.setEntity(new ByteArrayEntity(body));
        post.setHeader("Content-Type", "application/fhir+json");
        post.setHeader("Prefer", "return=minimal");
        return exchange(post, false, token, trace);
    }

    private Reply exchange(HttpRequestBase request, boolean wantsBody, String token, Trace trace) throws NoReply {
        request.setHeader("Accept", "application/fhir+json");
        request.setHeader("Authorization", "Bearer " + token);
        trace.headers().forEach(request::setHeader);
        Semaphore free = slots(request.getURI());
        if (!free.tryAcquire()) {
            throw new NoReply("too many requests to the FHIR server are under way");
        }
        Future<Reply> reply;
        try {
            // Released when the work is done, not when nobody waits for it any more.
            reply = threads.submit(() -> {
                try {
                    return send(request, wantsBody);
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            free.release();
            throw new NoReply("too many requests to FHIR servers are under way");
        }
        return await(reply, request);
    }

    private Semaphore slots(URI url) {
        if (underWay.size() > MAX_HOSTS) {
            underWay.clear();
        }
        return underWay.computeIfAbsent(url.getAuthority(), host -> new Semaphore(maxRequests));
    }

    private Reply await(Future<Reply> reply, HttpRequestBase request) throws NoReply {
        try {
            return reply.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoReply("the FHIR server is too slow");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoReply("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoReply known) {
                throw new NoReply(known.getMessage());
            }
            // The exception's type is enough: its message could repeat what the server sent.
            throw new NoReply("the FHIR server can't be reached: "
                    + e.getCause().getClass().getSimpleName());
        } finally {
            // Cuts the connection of a running request; has no effect on a finished one.
            cut(request);
        }
    }

    private Reply send(HttpRequestBase request, boolean wantsBody) throws IOException, NoReply {
        try (CloseableHttpClient http = StrictHttpClient.create(limitMillis, NAMES)) {
            HttpResponse response = http.execute(request);
            int status = response.getStatusLine().getStatusCode();
            byte[] body = wantsBody && status == 200 ? body(request, response) : new byte[0];
            // Closing the connection properly would read the rest of the response, however long it is.
            cut(request);
            Header type = response.getFirstHeader("Content-Type");
            return new Reply(
                    status, Optional.ofNullable(type).map(Header::getValue).orElse(""), body);
        }
    }

    /** Two threads may cut a connection at the same time, and the library throws in one of them. */
    private static void cut(HttpRequestBase request) {
        try {
            request.abort();
        } catch (IllegalStateException e) {
            LOG.debugf("Already closed: %s", e.getClass().getName());
        }
    }

    private byte[] body(HttpRequestBase request, HttpResponse response) throws IOException, NoReply {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        byte[] body = entity.getContentLength() > maxBytes
                ? null
                : entity.getContent().readNBytes(maxBytes + 1);
        if (body == null || body.length > maxBytes) {
            cut(request);
            throw new NoReply("the FHIR server's answer is longer than " + maxBytes + " bytes");
        }
        return body;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
