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
 * Reserves a launch context while a login is under way (LCTX-21), for the app and the browser that brought its handle
 * first. Somebody who has seen the URL that the browser opened knows the handle and the challenge, but has another
 * browser.
 *
 * <p>There is an entry for the context, one for each challenge of the app and one for the browser. Entries are added
 * and removed, but never replaced, because a replaced entry never expires in Infinispan. A login removes only its own
 * entry; the browser's entry stays as long as the launch. When an app gets its code, they are removed.
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
     * Reserves the context for a login that begins in this request's browser; false if another has reserved it.
     *
     * @param seconds how long the context can be found, in seconds
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
     * If the request fails, a browser that had its cookie before may continue. A new one may not have received its
     * cookie, so that the reservation would be nobody's: it is undone.
     */
    private void bind(Optional<String> known, long seconds) {
        String browser = known.orElseGet(() -> LaunchBrowser.mark(session));
        store.putIfAbsent(browser(browser), seconds);
        if (known.isEmpty()) {
            AfterRequest.onFailure(session, () -> {
                store.remove(browser(browser));
                store.remove(all);
            });
        }
    }

    /** Whether the login with this challenge holds the reservation. */
    boolean isFor(String challenge) {
        return store.contains(challenge(challenge));
    }

    /** Whether it is reserved for this request's browser. */
    public boolean isOfThisBrowser() {
        return isOf(LaunchBrowser.current(session));
    }

    private boolean isOf(Optional<String> browser) {
        return browser.map(this::browser).filter(store::contains).isPresent();
    }

    /** Whether it is reserved for this request's browser, or not at all. */
    public boolean isOpenToThisBrowser() {
        return !store.contains(all) || isOfThisBrowser();
    }

    /** Removes the share of the login with this challenge. */
    void leave(String challenge) {
        store.remove(challenge(challenge));
    }

    /**
     * Removes what this login and its browser have, unless the request fails, because the launch is restored then. The
     * shares of other tabs expire.
     */
    void end(String challenge) {
        Optional<String> browser = LaunchBrowser.current(session);
        AfterRequest.onSuccess(session, () -> {
            store.remove(challenge(challenge));
            browser.map(this::browser).ifPresent(store::remove);
            store.remove(all);
        });
    }

    private String challenge(String challenge) {
        return client + ":challenge:" + challenge;
    }

    private String browser(String browser) {
        return client + ":browser:" + browser;
    }
}
