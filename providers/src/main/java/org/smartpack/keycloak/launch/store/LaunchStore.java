/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.OfferedLaunch;

/**
 * The launches of a realm that wait for their apps (LCTX-27). They are in Keycloak's store for single-use objects,
 * which all nodes of a cluster share, under a hash of the handle. So nobody can launch with what they read in the
 * store.
 *
 * <p>A context is first reserved for the login that brought its handle ({@link LaunchReservation}) and consumed when
 * that login ends with an authorization code (LCTX-21).
 */
public final class LaunchStore {

    private static final String CONTEXT = "smart-launch-context:";
    private static final String SEEN = "smart-launch-token:";
    private static final String OF_TOKEN = "token.";
    private static final ObjectReader OBJECT =
            JsonSerialization.mapper.readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});

    private final KeycloakSession session;
    private final SingleUseObjectProvider store;
    private final RealmModel realm;

    public LaunchStore(KeycloakSession session) {
        this.session = session;
        this.store = session.singleUseObjects();
        this.realm = session.getContext().getRealm();
    }

    /**
     * Stores a context under a handle. A login that begins in time may end after the handle has expired.
     *
     * @param handle the value that the EHR gives to the app, with at least 128 random bits
     * @param seconds until the handle expires
     */
    public void keep(String handle, Launch launch, long seconds) {
        store.put(CONTEXT + reference(handle), seconds + loginSeconds(realm), write(launch));
    }

    /**
     * A stored launch that a token proved.
     *
     * @param reference identifies it in notes and keys
     * @param isFirst whether this was the token's first use
     */
    public record Kept(String reference, boolean isFirst) {}

    /**
     * Stores the launch that a token proved, at the token's first use. Of any number of simultaneous callers, one is
     * the first. Afterwards the same launch is found until it is consumed.
     *
     * @return empty if it has been consumed, or another launch had the same id
     */
    public Optional<Kept> keepOnce(OfferedLaunch offered) {
        String reference = OF_TOKEN + reference(offered.id());
        if (store.putIfAbsent(SEEN + reference, offered.seconds())) {
            try {
                putNow(CONTEXT + reference, offered.seconds() + loginSeconds(realm), write(offered.launch()));
            } catch (RuntimeException e) {
                store.remove(SEEN + reference);
                throw e;
            }
            return Optional.of(new Kept(reference, true));
        }
        return find(reference).filter(offered.launch()::equals).map(same -> new Kept(reference, false));
    }

    /**
     * With single sign-on the launch is consumed in this same request, but what is put normally becomes visible only
     * after it.
     */
    private void putNow(String key, long seconds, Map<String, String> notes) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), inner -> inner.singleUseObjects()
                .put(key, seconds, notes));
    }

    /** Whether a reference belongs to a launch that a token proved, not to one of a handle. */
    public static boolean isOfToken(String reference) {
        return reference.startsWith(OF_TOKEN);
    }

    /** The reference of a handle in notes and keys: a hash that differs from realm to realm. */
    public String reference(String handle) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((realm.getId() + ":" + handle).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The launch with a reference, until it is consumed or the store forgets it. */
    public Optional<Launch> find(String reference) {
        return Optional.ofNullable(store.get(CONTEXT + reference)).map(LaunchStore::read);
    }

    /**
     * Removes a launch and returns it. Of any number of simultaneous callers, one gets it. If that caller's request
     * fails afterwards, so that no code is issued, the launch is restored.
     */
    public Optional<Launch> consume(String reference) {
        Map<String, String> notes = store.remove(CONTEXT + reference);
        if (notes == null) {
            return Optional.empty();
        }
        Launch launch = read(notes);
        long until = Time.currentTimeSeconds() + secondsLeft(launch);
        AfterRequest.onFailure(session, () -> {
            long seconds = until - Time.currentTimeSeconds();
            // Without a lifespan an entry would stay for ever.
            if (seconds > 0) {
                putNow(CONTEXT + reference, seconds, notes);
            }
        });
        return Optional.of(launch);
    }

    /** How long a launch can still be found, in seconds; at least one. */
    public long secondsLeft(Launch launch) {
        return Math.max(1, launch.expires() + loginSeconds(realm) - Time.currentTimeSeconds());
    }

    /** The longest time that a login may take, including the life of a code, in seconds. */
    static long loginSeconds(RealmModel realm) {
        return (long) realm.getAccessCodeLifespanLogin()
                + realm.getAccessCodeLifespanUserAction()
                + realm.getAccessCodeLifespan();
    }

    private static Map<String, String> write(Launch launch) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("context", json(launch.context().parameters()));
        notes.put("fhirServer", launch.fhirServer());
        notes.put("fhirBase", launch.fhirBase());
        launch.clientId().ifPresent(clientId -> notes.put("client", clientId));
        launch.user().ifPresent(user -> notes.put("user", user.toString()));
        notes.put("expires", Long.toString(launch.expires()));
        notes.put("singleUse", Boolean.toString(launch.singleUse()));
        return notes;
    }

    private static Launch read(Map<String, String> notes) {
        return new Launch(
                new LaunchContext(object(notes.get("context"))),
                notes.get("fhirServer"),
                // Nodes with an earlier version write none; then it is valid for no server.
                notes.getOrDefault("fhirBase", ""),
                Optional.ofNullable(notes.get("client")),
                Optional.ofNullable(notes.get("user")).flatMap(FhirReference::parse),
                Long.parseLong(notes.get("expires")),
                Boolean.parseBoolean(notes.get("singleUse")));
    }

    private static String json(Object value) {
        try {
            return JsonSerialization.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> object(String json) {
        try {
            return OBJECT.readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
