/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Says to which login a launch context belongs while that login goes on (LCTX-21): to the app and the browser that
 * brought its handle first. Who has seen the address that the browser opened knows the handle and the challenge, but
 * has another browser.
 *
 * <p>There is an entry for the context, one for each challenge that the app made and one for the browser. Entries are
 * made and removed, never changed: replacing an entry makes it immortal in Infinispan. What one login has made is
 * removed by that login alone; that the launch is this browser's stays as long as the launch.
 */
public final class LaunchReservation {

    private static final String PREFIX = "smart-launch-reservation:";

    private final KeycloakSession session;
    private final SingleUseObjectProvider store;
    private final String all;
    private final String client;

    public LaunchReservation(KeycloakSession session, String reference, ClientModel client) {
        this.session = session;
        this.store = session.singleUseObjects();
        this.all = PREFIX + reference;
        this.client = all + ":" + client.getId();
    }

    /**
     * Reserves the context for a login that begins in this request's browser; false if it is another's.
     *
     * @param seconds as long as the context can be found
     */
    public boolean begin(String challenge, long seconds) {
        Optional<String> browser = LaunchBrowser.current(session);
        if (store.putIfAbsent(all, seconds)) {
            bind(browser, seconds);
        } else if (!isOf(browser)) {
            return false;
        }
        store.putIfAbsent(challenge(challenge), seconds);
        return true;
    }

    /**
     * If the request fails, a browser that was known before may go on. One that wasn't may never have got its cookie:
     * then the reservation is nobody's, and is taken back.
     */
    private void bind(Optional<String> known, long seconds) {
        String browser = known.orElseGet(() -> LaunchBrowser.mark(session));
        store.putIfAbsent(browser(browser), seconds);
        if (known.isEmpty()) {
            OnRollback.run(session, () -> {
                store.remove(browser(browser));
                store.remove(all);
            });
        }
    }

    /** Whether the login with this challenge has it. */
    boolean isFor(String challenge) {
        return store.contains(challenge(challenge));
    }

    /** Whether a login in this request's browser has it. */
    public boolean isOfThisBrowser() {
        return isOf(LaunchBrowser.current(session));
    }

    private boolean isOf(Optional<String> browser) {
        return browser.map(this::browser).filter(store::contains).isPresent();
    }

    /** Whether a login in this request's browser has it, or none anywhere. */
    public boolean isOpenToThisBrowser() {
        return !store.contains(all) || isOfThisBrowser();
    }

    /** The login with this challenge doesn't have it any longer. */
    void leave(String challenge) {
        store.remove(challenge(challenge));
    }

    private String challenge(String challenge) {
        return client + ":challenge:" + challenge;
    }

    private String browser(String browser) {
        return client + ":browser:" + browser;
    }
}
