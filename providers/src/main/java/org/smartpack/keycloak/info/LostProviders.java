/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

/**
 * Finds the pack's providers that this server doesn't use, because another extension has one with the same id and a
 * higher order, or because the id was disabled. What such a provider guards is then unguarded.
 */
final class LostProviders {

    private static final String PACK = "org.smartpack.keycloak.";
    private static final String KEYCLOAK = "org.keycloak.";

    private final KeycloakSessionFactory server;
    private final String jar = jar();

    private LostProviders(KeycloakSessionFactory server) {
        this.server = server;
    }

    /**
     * Compares the providers in the jar with those that the server uses.
     *
     * @return one text for each unused provider, in alphabetical order: the SPI, the factory, and who else has
     *     providers for that SPI
     */
    static List<String> of(KeycloakSessionFactory server) {
        return List.copyOf(new LostProviders(server).find());
    }

    private Set<String> find() {
        Set<String> lost = new TreeSet<>();
        for (Spi spi : server.getSpis()) {
            Set<String> used = used(spi.getProviderClass());
            for (String offered : offered(spi)) {
                if (spi.isEnabled() && !used.contains(offered) && isSupported(spi, offered)) {
                    lost.add(spi.getName() + " without " + simple(offered) + strangers(used));
                }
            }
        }
        return lost;
    }

    /** Of several providers for a path below {@code .well-known}, Keycloak uses only the first in its order. */
    private Set<String> used(Class<? extends Provider> spi) {
        if (spi != WellKnownProvider.class) {
            return names(server.getProviderFactoriesStream(spi).map(Object::getClass));
        }
        return names(server
                .getProviderFactoriesStream(spi)
                .map(WellKnownProviderFactory.class::cast)
                .filter(document -> document.getAlias() != null)
                .collect(Collectors.groupingBy(WellKnownProviderFactory::getAlias))
                .values()
                .stream()
                .map(same -> Collections.min(same, Comparator.comparingInt(WellKnownProviderFactory::getPriority)))
                .map(Object::getClass));
    }

    /** Whether Keycloak would use the factory; it ignores those of disabled features. */
    private static boolean isSupported(Spi spi, String offered) {
        try {
            return ServiceLoader.load(spi.getProviderFactoryClass(), LostProviders.class.getClassLoader()).stream()
                    .filter(one -> one.type().getName().equals(offered))
                    .map(ServiceLoader.Provider::get)
                    .allMatch(factory -> isSupported(spi, factory));
        } catch (ServiceConfigurationError e) {
            // Another extension's factory is broken, so it can't be known.
            return true;
        }
    }

    private static boolean isSupported(Spi spi, ProviderFactory<?> factory) {
        return !(factory instanceof EnvironmentDependentProviderFactory dependent)
                || dependent.isSupported(Config.scope(spi.getName(), factory.getId()));
    }

    private static Set<String> names(Stream<? extends Class<?>> classes) {
        return classes.map(Class::getName).collect(Collectors.toSet());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String strangers(Set<String> used) {
        List<String> strangers = used.stream()
                .filter(name -> !name.startsWith(KEYCLOAK) && !name.startsWith(PACK))
                .sorted()
                .toList();
        return strangers.isEmpty() ? "" : " (found " + String.join(", ", strangers) + " instead)";
    }

    /**
     * The pack's factories for an SPI. The service file is read as text, and no other jar is opened: on a server with
     * three hundred jars that would take more time at start-up than the rest of this class.
     */
    private Set<String> offered(Spi spi) {
        try (InputStream in = new URL(jar + "META-INF/services/"
                        + spi.getProviderFactoryClass().getName())
                .openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith(PACK))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (FileNotFoundException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of the pack's own jar, or of a folder of classes, with a slash at the end. */
    private static String jar() {
        String file = LostProviders.class.getName().replace('.', '/') + ".class";
        String self = LostProviders.class.getResource("LostProviders.class").toString();
        return self.substring(0, self.length() - file.length());
    }
}
