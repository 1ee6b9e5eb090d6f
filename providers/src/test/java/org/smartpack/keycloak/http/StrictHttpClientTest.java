/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;

import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StrictHttpClientTest {

    @Test
    void trustsWhomTheProcessTrustsAtTheTimeOfTheRequest() throws GeneralSecurityException {
        SSLContext before = SSLContext.getDefault();
        // Not initialized: the first to ask it for anything is refused.
        SSLContext.setDefault(SSLContext.getInstance("TLS"));
        try {
            assertThatThrownBy(() -> StrictHttpClient.create(1000, SystemDefaultDnsResolver.INSTANCE))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            SSLContext.setDefault(before);
        }
    }
}
