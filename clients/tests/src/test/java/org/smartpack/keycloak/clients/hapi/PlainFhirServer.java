/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.IncludeParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.annotation.Validate;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A FHIR server with HAPI's plain server library. It knows nothing of tokens except for what its interceptors do. It
 * has {@code pat-1} and {@code pat-3}, and of each an observation, {@code obs-1} and {@code obs-3}. The
 * record of {@code pat-9} has a link to {@code pat-3}.
 */
public final class PlainFhirServer implements AutoCloseable {

    private static final int PAGES = 10;
    private static final int HEADER_BYTES = 128 * 1024;

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, List<String>> lastHeaders = new ConcurrentHashMap<>();
    private final Server jetty = new Server();
    private final ServerConnector connector;

    private PlainFhirServer(String baseUrl, List<Object> interceptors) throws Exception {
        for (String number : List.of("1", "3")) {
            add(new Patient(), "Patient/pat-" + number);
            add(new Observation().setSubject(new Reference("Patient/pat-" + number)), "Observation/obs-" + number);
        }
        Patient linked = new Patient();
        linked.addLink().setOther(new Reference("Patient/pat-3"));
        add(linked, "Patient/pat-9");
        RestfulServer server = new RestfulServer(FhirContext.forR4Cached());
        server.setServerAddressStrategy(new HardcodedServerAddressStrategy(baseUrl));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setResourceProviders(new Patients(), new Observations());
        server.registerProvider(new Everything());
        server.setPagingProvider(new FifoMemoryPagingProvider(PAGES));
        server.registerInterceptor(new Recorder());
        interceptors.forEach(server::registerInterceptor);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(server), "/fhir/*");
        jetty.setHandler(context);
        jetty.start();
    }

    private void add(Resource resource, String id) {
        resource.setId(id);
        resources.put(id, resource);
    }

    /** Starts one on a free port. */
    public static PlainFhirServer start(String baseUrl, Object... interceptors) {
        try {
            return new PlainFhirServer(baseUrl, List.of(interceptors));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The port that it listens at, on 127.0.0.1. */
    public int port() {
        return connector.getLocalPort();
    }

    /** An address below its FHIR base URL. */
    public String at(String path) {
        return "http://127.0.0.1:" + port() + "/fhir/" + path;
    }

    /** The values of a header in the request that came last. */
    public List<String> lastHeader(String name) {
        return lastHeaders.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Forgets the last request; answers whether there was one. */
    public boolean wasAsked() {
        boolean asked = !lastHeaders.isEmpty();
        lastHeaders.clear();
        return asked;
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Resource read(IdType id) {
        Resource resource = resources.get(id.toUnqualifiedVersionless().getValue());
        if (resource == null) {
            throw new ResourceNotFoundException(id);
        }
        return resource;
    }

    /** Keeps the headers of the last request. */
    @Interceptor
    public final class Recorder {

        /** Before anything else. */
        @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
        public void record(HttpServletRequest request) {
            lastHeaders.clear();
            Collections.list(request.getHeaderNames())
                    .forEach(name ->
                            lastHeaders.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name))));
        }
    }

    /** Reads and searches patients. */
    public final class Patients implements IResourceProvider {

        @Override
        public Class<Patient> getResourceType() {
            return Patient.class;
        }

        /** One of them. */
        @Read
        public Patient read(@IdParam IdType id) {
            return (Patient) PlainFhirServer.this.read(id);
        }

        /** All, or one. */
        @Search
        public Collection<IBaseResource> search(@OptionalParam(name = "_id") TokenParam id) {
            return resources.values().stream()
                    .filter(resource -> resource instanceof Patient)
                    .filter(patient -> id == null || patient.getIdPart().equals(idPart(id.getValue())))
                    .map(IBaseResource.class::cast)
                    .toList();
        }

        private String idPart(String value) {
            return value.substring(value.lastIndexOf('/') + 1);
        }

        /** Says that all is well. */
        @Validate
        public MethodOutcome validate(@ResourceParam Patient patient) {
            return new MethodOutcome();
        }
    }

    /** Reads, searches and creates observations. */
    public final class Observations implements IResourceProvider {

        @Override
        public Class<Observation> getResourceType() {
            return Observation.class;
        }

        /** One of them. */
        @Read
        public Observation read(@IdParam IdType id) {
            return (Observation) PlainFhirServer.this.read(id);
        }

        /** All, or those of one patient, with that patient if that is asked for. */
        @Search
        public Collection<IBaseResource> search(
                @OptionalParam(name = "patient") ReferenceParam patient,
                @OptionalParam(name = "category") TokenParam category,
                @IncludeParam Set<Include> includes) {
            List<IBaseResource> found = new ArrayList<>(resources.values().stream()
                    .filter(resource -> resource instanceof Observation observation
                            && (patient == null
                                    || observation
                                            .getSubject()
                                            .getReferenceElement()
                                            .getIdPart()
                                            .equals(patient.getIdPart())))
                    .toList());
            if (!includes.isEmpty()) {
                resources.values().stream()
                        .filter(resource -> resource instanceof Patient)
                        .forEach(found::add);
            }
            return found;
        }

        /** Keeps nothing. */
        @Create
        public MethodOutcome create(@ResourceParam Observation observation) {
            return new MethodOutcome(new IdType("Observation", "new"), true);
        }
    }

    /** What isn't about one type. */
    public final class Everything {

        /** Answers all that there is. */
        @Operation(name = "$everything-there-is", idempotent = true)
        public Bundle all() {
            Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
            resources.values().forEach(resource -> bundle.addEntry().setResource(resource));
            return bundle;
        }

        /** Answers all that there is. */
        @Transaction
        public Bundle transaction(@TransactionParam Bundle bundle) {
            return all();
        }
    }
}
