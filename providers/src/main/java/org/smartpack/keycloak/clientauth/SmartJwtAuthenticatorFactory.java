/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * The client authenticator "SMART signed JWT" (id {@value #PROVIDER_ID}): {@code private_key_jwt} as SMART App Launch
 * 2.2.0 requires it ("Client Authentication: Asymmetric"). A client's settings are in the Credentials tab, its keys in
 * the Keys tab. Failures are answered with 401 {@code invalid_client} and the same description for all reasons; the
 * reason is in Keycloak's event.
 *
 * <p>Server options ({@code spi-client-authenticator--smart-jwt--...}), all in milliseconds: {@code jwks-timeout}
 * (5000) for one fetch, {@code jwks-miss-interval} (10000) between two fetches because of an unknown {@code kid},
 * {@code jwks-retry-interval} (5000) after a failed one.
 */
@AutoService(ClientAuthenticatorFactory.class)
public final class SmartJwtAuthenticatorFactory implements ClientAuthenticatorFactory {

    /** The provider id, stored as a client's authenticator type. */
    public static final String PROVIDER_ID = "smart-jwt";

    private static final int MAX_FETCHES = 16;
    private static final int MAX_CACHED_CLIENTS = 1000;
    private static final long LONGEST_LIFETIME = 3600;

    private JwksFetcher fetcher;
    private ExecutorService threads;
    private ClientKeys keys;
    private StandStill standStill;
    private SmartJwtAuthenticator authenticator;

    @Override
    public void init(Config.Scope config) {
        Duration timeout = Duration.ofMillis(config.getInt("jwksTimeout", 5_000));
        fetcher = new JwksFetcher(InetAddress::getAllByName, timeout, LONGEST_LIFETIME);
        threads = new ThreadPoolExecutor(0, MAX_FETCHES, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), runnable -> {
            Thread thread = new Thread(runnable, "smart-jwt-jwks");
            thread.setDaemon(true);
            return thread;
        });
        keys = new ClientKeys(new JwksCache(
                fetcher::fetch,
                threads,
                Time::currentTimeMillis,
                new JwksCache.Limits(
                        MAX_CACHED_CLIENTS,
                        timeout,
                        Duration.ofMillis(config.getInt("jwksMissInterval", 10_000)),
                        Duration.ofMillis(config.getInt("jwksRetryInterval", 5_000)))));
        authenticator = new SmartJwtAuthenticator(keys);
        standStill = new StandStill(System::currentTimeMillis);
        standStill.start();
    }

    /** The server's instance of this factory. */
    static SmartJwtAuthenticatorFactory of(KeycloakSession session) {
        return (SmartJwtAuthenticatorFactory)
                session.getKeycloakSessionFactory().getProviderFactory(ClientAuthenticator.class, PROVIDER_ID);
    }

    /** Tells whether this node resumed after the others may have given it up. */
    StandStill standStill() {
        return standStill;
    }

    /** The clients' keys, with one cache and one budget for fetching that all verifications share. */
    ClientKeys keys() {
        return keys;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new ClientFlowCompletion());
    }

    @Override
    public ClientAuthenticator create() {
        return authenticator;
    }

    @Override
    public ClientAuthenticator create(KeycloakSession session) {
        return authenticator;
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
            fetcher.close();
            standStill.close();
        }
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "SMART signed JWT";
    }

    @Override
    public String getHelpText() {
        return "Authenticates a client by a JWT signed with its private key, as SMART on FHIR requires";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public List<ProviderConfigProperty> getConfigPropertiesPerClient() {
        return ClientSettingsProperties.all();
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES.clone();
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public boolean supportsClientAssertion() {
        return true;
    }

    @Override
    public Map<String, Object> getAdapterConfiguration(KeycloakSession session, ClientModel client) {
        return Map.of();
    }

    /**
     * Empty, because Keycloak would otherwise choose this authenticator for clients that register themselves with
     * {@code private_key_jwt}. Keycloak's own authenticator already puts that method into the realm's metadata.
     */
    @Override
    public Set<String> getProtocolAuthenticatorMethods(String loginProtocol) {
        return Set.of();
    }

    @Override
    public String getProtocolAuthenticatorMethod(ClientRepresentation client) {
        return OIDCLoginProtocol.PRIVATE_KEY_JWT;
    }
}
