/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Says to which login a launch context belongs while that login goes on (LCTX-21): to the app and the browser that brought
 * its handle first. Who has seen the address that the browser opened knows the handle and the challenge, but has another
 * browser.
 *
 * <p>There is an entry for the context, one for each challenge that the app made and one for the browser. Entries are made
 * and removed, never changed: replacing an entry makes it immortal in Infinispan.
 */
final class LaunchReservation {

    private static final String PREFIX = "smart-launch-reservation:";

    private final SingleUseObjectProvider store;
    private final String all;
    private final String client;
    private final long seconds;

    LaunchReservation(KeycloakSession session, String reference, ClientModel client) {
        RealmModel realm = session.getContext().getRealm();
        this.store = session.singleUseObjects();
        this.all = PREFIX + reference;
        this.client = all + ":" + client.getId();
        this.seconds = LaunchStore.loginSeconds(realm);
    }

    /** Reserves the context for a login that begins; false if it is another's. */
    boolean begin(String challenge, Optional<String> browser) {
        boolean isOurs = store.putIfAbsent(all, seconds) || isOf(browser);
        if (isOurs) {
            store.putIfAbsent(challenge(challenge), seconds);
        }
        return isOurs;
    }

    /** Once it is known which browser it is. */
    void bind(String browser) {
        store.putIfAbsent(browser(browser), seconds);
    }

    /** Whether the login with this challenge has it. */
    boolean isFor(String challenge) {
        return store.contains(challenge(challenge));
    }

    /** Whether a login in this browser has it. */
    boolean isOf(Optional<String> browser) {
        return browser.map(this::browser).filter(store::contains).isPresent();
    }

    /** Gives it up. */
    void release(String challenge, String browser) {
        store.remove(challenge(challenge));
        store.remove(browser(browser));
        store.remove(all);
    }

    private String challenge(String challenge) {
        return client + ":challenge:" + challenge;
    }

    private String browser(String browser) {
        return client + ":browser:" + browser;
    }
}
