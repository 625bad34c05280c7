import CZlib

/// Compresses bytes as gzip does.
package final class GzipWriter {
  private let stream = ZStream()

  package init() { stream.begin(hv_deflate_begin) }

  deinit {
    deflateEnd(stream.pointer)
    stream.pointer.deallocate()
  }

  /// What is ready of the compressed bytes; the rest waits inside.
  package func compress(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

  /// The end of the stream.
  package func finish() -> [UInt8] { run([], Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
    var out: [UInt8] = []
    var bytes = bytes
    bytes.withUnsafeMutableBufferPointer { input in
      stream.feed(input, from: 0)
      repeat { out += stream.chunk { deflate($0, flush) }.bytes } while stream.pointer.pointee.avail_out == 0
    }
    return out
  }
}

/// Expands what gzip compressed, chunk by chunk, also of several streams one after the other.
package final class GzipReader {
  private let stream = ZStream()
  private var input: [UInt8] = []
  private var place = 0
  /// Inside of a stream, whose end has to come.
  private var isOpen = true

  package init() { stream.begin(hv_inflate_begin) }

  deinit {
    inflateEnd(stream.pointer)
    stream.pointer.deallocate()
  }

  /// Whether bytes begin as a gzip file does.
  package static func begins(_ bytes: [UInt8]) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

  /// Bytes to expand next; asked for by `next` giving nil.
  package func take(_ bytes: [UInt8]) {
    input = bytes
    place = 0
  }

  /// The next expanded bytes; nil where more are needed.
  package func next() throws(GzipFault) -> [UInt8]? {
    while place < input.count {
      if !isOpen {
        inflateReset(stream.pointer)
        isOpen = true
      }
      let (bytes, status) = input.withUnsafeMutableBufferPointer { input in
        stream.feed(input, from: place)
        let result = stream.chunk { inflate($0, Z_NO_FLUSH) }
        place = input.count - Int(stream.pointer.pointee.avail_in)
        return result
      }
      switch status {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isOpen = false
      default: throw GzipFault("the gzip data is damaged")
      }
      if !bytes.isEmpty { return bytes }
      if status == Z_BUF_ERROR { break }
    }
    return nil
  }

  /// - Throws: where the data breaks off.
  package func finish() throws(GzipFault) {
    if isOpen { throw GzipFault("the gzip data breaks off") }
  }
}

/// What gzip cannot expand.
package struct GzipFault: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

/// A stream of zlib, which must not move in memory.
private struct ZStream {
  private static let block = 256 << 10

  let pointer: UnsafeMutablePointer<z_stream>

  init() {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: z_stream())
  }

  func begin(_ start: (UnsafeMutablePointer<z_stream>) -> Int32) {
    let status = start(pointer)
    precondition(status == Z_OK, "zlib has no memory")
  }

  func feed(_ input: UnsafeMutableBufferPointer<UInt8>, from place: Int) {
    pointer.pointee.next_in = input.baseAddress.map { $0 + place }
    pointer.pointee.avail_in = UInt32(input.count - place)
  }

  /// Runs zlib for one block of output.
  func chunk(_ run: (UnsafeMutablePointer<z_stream>) -> Int32) -> (bytes: [UInt8], status: Int32) {
    var status: Int32 = Z_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.block) { buffer, count in
      pointer.pointee.next_out = buffer.baseAddress
      pointer.pointee.avail_out = UInt32(Self.block)
      status = run(pointer)
      count = Self.block - Int(pointer.pointee.avail_out)
    }
    return (bytes, status)
  }
}
