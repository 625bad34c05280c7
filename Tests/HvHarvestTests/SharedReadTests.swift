import Testing

@testable import HvHarvest

@Suite("One read for several callers")
struct SharedReadTests {
  struct Failure: Error, Equatable {}

  @Test("all get the one result, those who come later too")
  func result() async throws {
    let server = FakeServer(pages(of: [[1]]))
    let read = SharedRead { try await server.get(1).id }
    let seats = [read.first] + (1...3).compactMap { _ in read.join() }
    #expect(seats.count == 4)
    for seat in seats { #expect(try await seat.value() == 1) }
    #expect(try await read.join()?.value() == 1)
    #expect(read.isLive)
    #expect(server.log == ["get 1"])
  }

  @Test("a failure is thrown to all that wait; nobody can join it afterwards")
  func failed() async throws {
    let server = FakeServer(pages(of: [[1]]))
    server.hold()
    let read = SharedRead { () async throws -> Int in
      _ = try await server.get(1)
      throw Failure()
    }
    let seats = [read.first] + (1...3).compactMap { _ in read.join() }
    server.release()
    for seat in seats { #expect(await failure { try await seat.value() } is Failure) }
    #expect(read.join() == nil)
    #expect(!read.isLive)
  }

  @Test("whoever is cancelled stops waiting, the one who began it as well; the others get the result")
  func cancelled() async throws {
    let server = FakeServer(pages(of: [[1]]))
    server.hold()
    let read = SharedRead { try await server.get(1).id }
    let patient = try #require(read.join())
    let impatient = Task { try await read.first.value() }
    impatient.cancel()
    #expect(await failure { try await impatient.value } is CancellationError)
    #expect(read.isLive)
    server.release()
    #expect(try await patient.value() == 1)
  }

  @Test("when the last one has left the read is cancelled, and nobody can join it")
  func abandoned() async throws {
    let server = FakeServer(pages(of: [[1]]))
    server.hold()
    let (ends, end) = AsyncStream<Bool>.makeStream()
    let read = SharedRead {
      do { return try await server.get(1).id } catch {
        end.yield(error is CancellationError)
        throw error
      }
    }
    let other = try #require(read.join())
    read.first.leave()
    read.first.leave()
    #expect(read.isLive, "one has left, even if twice")
    other.leave()
    #expect(!read.isLive)
    #expect(read.join() == nil)
    for await isCancelled in ends {
      #expect(isCancelled)
      break
    }
    #expect(await failure { try await other.value() } is CancellationError)
  }
}
